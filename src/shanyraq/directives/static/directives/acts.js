"use strict";
// Keys of the act reader. They work only while a card has the focus, on any keyboard layout; every key is a button too.

(() => {
  const cards = [...document.querySelectorAll("[data-cards] [data-card]")];
  if (!cards.length) return;
  const keys = document.querySelector("[data-keys]");
  if (keys) keys.hidden = false;

  const focused = () => document.activeElement.closest("[data-card]");
  const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select");
  const part = (card, name) => card.querySelector(`[data-key="${name}"]`);

  function show(card) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function step(card, by) {
    const next = cards[cards.indexOf(card) + by];
    if (next) show(next);
  }

  function reject(card) {
    const box = part(card, "reject");
    if (!box) return;
    box.open = true;
    box.querySelector("textarea").focus();
  }

  function select(card) {
    const box = part(card, "merge");
    if (box) box.checked = !box.checked;
  }

  const deeds = {
    KeyJ: (card) => step(card, 1),
    KeyK: (card) => step(card, -1),
    KeyA: (card) => part(card, "accept")?.click(),
    KeyE: (card) => part(card, "edit")?.click(),
    KeyR: reject,
    KeyM: select,
  };

  document.addEventListener("keydown", (event) => {
    const card = focused();
    const deed = deeds[event.code];
    if (!card || !deed || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    deed(card);
  });

  // A link to a card gives it the focus, so that the keys work at once.
  function follow() {
    const card = cards.find((each) => `#${each.id}` === location.hash);
    if (card) card.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", follow);
  document.querySelector("[data-next]")?.addEventListener("click", () => setTimeout(follow));
  follow();
})();
