"use strict";
// A text larger than the house accepts is not sent, so that it is not lost: the sentence beside the field says why.

(() => {
  const bytes = (field) => (field.type === "file" ? field.files[0]?.size ?? 0 : new Blob([field.value]).size);

  for (const sentence of document.querySelectorAll("[data-too-large]")) {
    const field = document.getElementById(sentence.dataset.tooLarge);
    const limit = Number(sentence.dataset.limit);

    function judge() {
      const fits = bytes(field) <= limit;
      sentence.hidden = fits;
      field.classList.toggle("is-invalid", !fits);
      field.setAttribute("aria-invalid", String(!fits));
      return fits;
    }

    field.addEventListener("change", judge);
    field.form.addEventListener("submit", (event) => {
      if (judge()) return;
      event.preventDefault();
      field.focus();
    });
  }
})();
