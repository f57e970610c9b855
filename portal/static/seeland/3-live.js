// An open page stays true: the menu's numbers are asked again while somebody looks, and when one of them has changed
// the list on the page is fetched anew. Nothing is taken from under anybody's hands: where something is being typed,
// ticked or read in an opened part, a line offers to refresh. Every failure is silent; the page simply stays as it is.
"use strict";
(function () {
  const { all } = window.seeland;
  const menu = document.querySelector("[data-live]");
  const EVERY = 20000;
  const LONGEST = 320000;
  if (!menu || !window.fetch) return;
  let pause = EVERY;
  let edition = "";
  let timer = 0;
  let behind = false;

  const region = () => {
    const content = document.querySelector(".content");
    const list = content && (content.querySelector(".tasks") || content.querySelector("[data-filters]"));
    return list ? content : null;
  };
  const isBusy = (part) => {
    const here = document.activeElement;
    const typing = part.contains(here) && here.matches("input, select, textarea");
    const changed = all("input, textarea", part).some((box) => (/^(checkbox|radio)$/.test(box.type)
      ? box.checked !== box.defaultChecked : box.type !== "hidden" && box.value !== box.defaultValue));
    return typing || changed || part.querySelector("details[open]:not(.fold)") || document.querySelector("dialog[open]");
  };

  function show(fresh) {
    const numbers = new Map(all("[data-count]", fresh).map((each) => [each.dataset.count, each]));
    let news = false;
    all("[data-line]", menu).forEach((line) => {
      const old = line.querySelector("[data-count]");
      const now = numbers.get(line.dataset.line);
      if ((old ? old.textContent : "") === (now ? now.textContent : "")) return;
      news = true;
      if (old) old.remove();
      if (now) line.append(" ", document.importNode(now, true));
    });
    return news;
  }

  async function refresh(quiet) {
    const part = region();
    if (!part) return;
    const line = document.getElementById("news");
    if (isBusy(part)) {
      behind = true;
      if (line) { line.hidden = false; line.querySelector("a").href = location.href; }
      return;
    }
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Unattended": "1" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".content");
    if (!fresh || isBusy(part)) return;
    behind = false;
    if (line) line.hidden = true;
    if (fresh.innerHTML === part.innerHTML) return;
    const link = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceChildren(...fresh.childNodes);
    if (link) { const same = part.querySelector(`a[href="${CSS.escape(link)}"]`) || document.getElementById("main"); same.focus(); }
    if (window.htmx && window.htmx.process) window.htmx.process(part);
    window.seeland.forms(part);
    const spoken = document.getElementById("spoken");
    if (spoken && line && !quiet) spoken.textContent = line.dataset.done;
  }

  async function look() {
    try {
      const answer = await fetch(menu.dataset.live, { headers: edition ? { "If-None-Match": edition } : {}, cache: "no-store" });
      if (answer.redirected || answer.status === 401) return;  // signed out: the next click says so
      if (answer.status === 200) {
        edition = answer.headers.get("ETag") || "";
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (show(fresh) || behind) await refresh();
      }
      pause = answer.status < 500 ? EVERY : Math.min(pause * 2, LONGEST);
    } catch { pause = Math.min(pause * 2, LONGEST); }
    wait();
  }
  function wait() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(look, pause);
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look(); else clearTimeout(timer);
  });
  window.seeland.look = look;
  // What is under way on this page is asked for anew every few seconds, until nothing on it is.
  (function follow() {
    const part = document.querySelector("[data-follow]");
    if (part) setTimeout(async () => {
      try { if (document.visibilityState === "visible") await refresh(true); } catch { /* the next look may succeed */ }
      follow();
    }, Number(part.dataset.follow) * 1000);
  })();
  wait();
})();
