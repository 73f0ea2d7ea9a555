/* What a script adds to the pages of intake: they open offline, and what waits is shown. All works without it, online. */
"use strict";

const language = document.body.dataset.language;

function begin() {
  if (!("serviceWorker" in navigator) || !("indexedDB" in window)) return;
  navigator.serviceWorker.register("/radar/report/worker.js", { scope: "/radar/report/" }).catch(() => {});
  freshKey();
  forgetSent().then(refresh);
  window.addEventListener("online", sendAndRefresh);
  if (navigator.onLine) sendAndRefresh();
}

/* A page that comes from this telephone's store carries an old key: each form opened is a submission of its own. */
function freshKey() {
  const form = document.querySelector("form[data-fresh]");
  if (form) form.elements.key.value = queue.newKey();
}

/* What will not be read is not sent: it would be lost on the way. */
function keepTooLarge() {
  const form = document.querySelector("form[data-report]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    const notice = form.querySelector("[data-too-large]");
    notice.hidden = form.elements.text.value.length <= Number(form.dataset.most);
    if (notice.hidden) return;
    event.preventDefault();
    notice.focus();
  });
}

/* What was answered on a page of its own waits no longer. */
async function forgetSent() {
  const sent = document.querySelector("[data-sent]");
  if (!sent) return;
  const known = await queue.get(sent.dataset.sent);
  if (known) await queue.put({ key: known.key, at: known.at, state: "sent", code: sent.dataset.code, place: "" });
}

async function sendAndRefresh() {
  await queue.sendAll();
  await refresh();
}

async function refresh() {
  const items = await queue.all();
  const waiting = items.filter((item) => item.state !== "sent").length;
  for (const link of document.querySelectorAll("[data-queue-link]")) {
    link.hidden = items.length === 0;
    link.querySelector("[data-queue-count]").textContent = waiting ? `(${waiting})` : "";
  }
  const list = document.querySelector("[data-queue]");
  if (list) draw(list, items);
}

function draw(list, items) {
  list.replaceChildren(...items.map(drawn));
  document.querySelector("[data-queue-empty]").hidden = items.length > 0;
}

function drawn(item) {
  const card = document.querySelector("[data-queue-item]").content.cloneNode(true).firstElementChild;
  const part = (name) => card.querySelector(`[data-${name}]`);
  const fields = item.fields || {};
  card.classList.add(item.state);
  card.dataset.key = item.key;
  part("title").textContent = fields.place || item.place || new Date(item.at).toLocaleString(language);
  part("status").textContent = document.querySelector(`[data-word="${item.state}"]`).textContent;
  part("said").textContent = [...(item.errors || []), fields.text || ""].filter(Boolean).join(" ");
  part("said").hidden = !part("said").textContent;
  if (item.stored) {
    part("stored").hidden = false;
    part("stored-lines").textContent = item.stored.join(" · ");
  }
  if (item.code) {
    part("receipt").hidden = false;
    part("receipt").querySelector("output").textContent = item.code;
  }
  act(part("send"), item.state === "waiting", sendAndRefresh);
  act(part("correct"), item.state === "asked", () => answer(item));
  act(part("anew"), item.state === "conflict", () => anew(item));
  act(part("delete"), true, () => queue.remove(item.key).then(refresh));
  return card;
}

function act(button, isOffered, deed) {
  button.hidden = !isOffered;
  button.addEventListener("click", deed);
}

/* The form again, with everything typed and the question that is left; the house asks it. */
function answer(item) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = item.action;
  for (const [name, value] of Object.entries(item.fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

async function anew(item) {
  const key = queue.newKey();
  await queue.put({ key, action: item.action, fields: { ...item.fields, key }, at: Date.now(), state: "waiting" });
  await queue.remove(item.key);
  await sendAndRefresh();
}

keepTooLarge();
begin();
