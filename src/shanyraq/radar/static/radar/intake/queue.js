/* The queue of reports in this telephone: kept in IndexedDB, sent once each. Used by the pages and by the worker. */
"use strict";

const queue = (() => {
  const NAME = "shanyraq-reports", STORE = "reports";

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function within(mode, deed) {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const change = base.transaction(STORE, mode);
        const asked = deed(change.objectStore(STORE));
        change.oncomplete = () => resolve(asked && asked.result);
        change.onabort = change.onerror = () => reject(change.error);
      });
    } finally {
      base.close();
    }
  }

  const all = async () => (await within("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);
  const get = (key) => within("readonly", (store) => store.get(key));
  const put = (item) => within("readwrite", (store) => store.put(item));
  const remove = (key) => within("readwrite", (store) => store.delete(key));

  /* A report typed while there was no network. The same key typed again with other words waits beside the first. */
  async function add(action, fields) {
    let key = fields.key;
    const known = await get(key);
    if (known && JSON.stringify(known.fields) !== JSON.stringify(fields)) key += "." + newKey().slice(0, 6);
    await put({ key, action, fields, at: Date.now(), state: "waiting" });
  }

  /* Letters of a key that nobody can guess. */
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(24));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }

  /* One at a time, also when two windows are open. */
  function sendAll() {
    if (!self.navigator.locks) return sendWaiting();
    return self.navigator.locks.request("shanyraq-send", sendWaiting);
  }

  async function sendWaiting() {
    for (const item of await all()) {
      if (item.state === "waiting") await send(item);
    }
  }

  async function send(item) {
    let answer, said;
    try {
      answer = await fetch(item.action, {
        method: "POST",
        body: new URLSearchParams(item.fields),
        headers: { Accept: "application/json" },
        credentials: "omit",
      });
      said = await answer.json();
    } catch (away) {
      return;  // still no network: it goes on waiting
    }
    if (answer.ok) await put({ key: item.key, at: item.at, state: "sent", code: said.code, place: said.place });
    else if (answer.status === 409) await put({ ...item, state: "conflict", stored: said.stored });
    else if (answer.status === 422) await put({ ...item, state: "asked", errors: Object.values(said.errors).flat() });
  }

  return { add, all, get, put, remove, newKey, sendAll };
})();
