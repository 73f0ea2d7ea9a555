{% load static %}/* Keeps the form in the telephone, in all its languages, and what was sent without a network in the queue. */
"use strict";

importScripts("{% static 'radar/intake/queue.js' %}");

const KEPT = "shanyraq-report-{{ version }}";
const PAGES = [{% for page in pages %}"{{ page }}", {% endfor %}];
const FILES = [{% for file in files %}"{{ file }}", {% endfor %}];
const PATIENCE = 6000, LONGEST = 30000;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("sync", (event) => event.waitUntil(queue.sendAll()));
self.addEventListener("fetch", (event) => {
  const request = event.request, path = new URL(request.url).pathname;
  if (request.mode === "navigate" && request.method === "POST" && PAGES.includes(path)) {
    event.respondWith(sendOrKeep(request, path));
  } else if (request.mode === "navigate" && request.method === "GET" && PAGES.includes(path)) {
    event.respondWith(newestPage(request, path));
  } else if (FILES.includes(path)) {
    event.respondWith(caches.match(path).then((kept) => kept || fetch(request)));
  }
});

async function keep() {
  const store = await caches.open(KEPT);
  await store.addAll([...PAGES, ...FILES].map((path) => new Request(path, { cache: "reload", credentials: "omit" })));
  await self.skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shanyraq-report-") && name !== KEPT) await caches.delete(name);
  }
  await self.clients.claim();
}

/* The house's answer; without a network, or while the house is ill, the page where the report waits. An answer that
   comes too late does no harm: the report is sent again under the same key and is the same report. */
async function sendOrKeep(request, path) {
  const copy = request.clone();
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST, null));
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  await queue.add(path, Object.fromEntries(await copy.formData()));
  if (self.registration.sync) await self.registration.sync.register("send").catch(() => {});
  return Response.redirect(path + "waiting/", 303);
}

/* From the house when it answers soon, else from the telephone. */
async function newestPage(request, path) {
  const kept = await caches.match(path);
  if (!kept) return fetch(request);
  const pause = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  const house = fetch(request).then((answer) => (answer.status >= 500 ? kept : answer), () => kept);
  return Promise.race([house, pause]);
}
