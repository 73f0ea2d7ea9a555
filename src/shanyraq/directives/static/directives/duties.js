"use strict";
// A grid wider than the screen opens at the present month, one month before it in sight. Without this it opens at its first.

for (const box of document.querySelectorAll(".duty-scroll")) {
  const now = box.querySelector("th.now");
  if (!now) continue;
  const month = now.getBoundingClientRect();
  box.scrollLeft = month.left - month.width - box.querySelector("th.who").getBoundingClientRect().right;
}
