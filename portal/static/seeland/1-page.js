// What makes the pages quicker to use; every page works without it.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("script");
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  // Keys of one letter: / search, ? help, j and k rows, a actions. They can be switched off, and the choice is remembered.
  const kept = "seeland.shortcuts";
  const read = () => { try { return localStorage.getItem(kept) !== "off"; } catch { return true; } };
  const write = (on) => { try { localStorage.setItem(kept, on ? "on" : "off"); } catch { /* private window */ } };
  let shortcuts = read();

  function step(by) {
    const rows = all("[data-rows] tbody tr, .tasks > li").filter((row) => row.querySelector("a") && row.offsetParent);
    if (!rows.length) return false;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1)];
    next.querySelector("a").focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function help() {
    const keys = document.getElementById("keys");
    const link = document.querySelector("[data-help]");
    if (keys && keys.showModal) { if (!keys.open) keys.showModal(); } else if (link) link.click(); else return false;
    return true;
  }

  function search() {
    const box = document.getElementById("find");
    if (!box) return false;
    box.focus(); box.select();
    return true;
  }

  // What may be done with the record on this page: its panel of buttons.
  function acts() {
    const first = document.querySelector(".action-panel :is(a, button:not([disabled]), summary)");
    if (!first) return false;
    first.focus();
    return true;
  }

  const keys = { "/": search, "?": help, a: acts, j: () => step(1), k: () => step(-1) };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = all("details[data-pop][open]").pop();
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      closeMenu();
      return;
    }
    if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const act = keys[event.key];
    if (act && act()) event.preventDefault();
  });

  // The menu on a narrow screen: a link to #menu without script, a switch with it.
  const opener = document.querySelector("[data-menu-open]");
  const menu = document.getElementById("menu");
  function closeMenu() {
    if (!menu || !menu.classList.contains("open")) return;
    menu.classList.remove("open");
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }
  if (opener && menu) {
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", "menu");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      if (menu.classList.contains("open")) { closeMenu(); return; }
      menu.classList.add("open");
      opener.setAttribute("aria-expanded", "true");
      (menu.querySelector("[data-menu-close]") || menu.querySelector("a")).focus();
    });
    opener.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); opener.click(); } });
    menu.addEventListener("click", (event) => {
      if (event.target.closest("[data-menu-close]")) { event.preventDefault(); closeMenu(); }
    });
  }

  // Groups of a long menu stay as one left them: the server reads it, so that the page comes as it will stand. The click
  // comes before the group opens or closes, so that whoever goes on at once has left it as they see it.
  const left = () => (/(?:^|; )folds=([^;]*)/.exec(document.cookie)?.[1] || "").split(".").filter(Boolean);
  all("[data-fold] > summary", menu || document).forEach((summary) => summary.addEventListener("click", () => {
    const { open, dataset } = summary.parentElement;
    const others = left().filter((each) => !each.startsWith(dataset.fold + ":"));
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `folds=${[...others, dataset.fold + (open ? ":0" : ":1")].join(".")}; path=/; max-age=31536000; samesite=lax${secure}`;
  }));

  // One listener for every click: closing, printing, switching, drawers that close when one clicks beside them.
  document.addEventListener("click", (event) => {
    const target = event.target;
    all("details[data-pop][open]").forEach((pop) => { if (!pop.contains(target)) pop.open = false; });
    if (menu && menu.classList.contains("open") && !menu.contains(target) && !opener.contains(target)) closeMenu();
    const dismiss = target.closest("[data-dismiss]");
    if (dismiss) { dismiss.closest("[data-toast]").remove(); document.getElementById("main").focus(); }
    if (target.closest("[data-print]")) window.print();
    const change = target.closest("[data-shortcuts-switch]");
    if (change) { shortcuts = !shortcuts; write(shortcuts); show(change); }
    const line = target.closest(".error-summary a[href^='#']");
    if (line) {
      const field = document.querySelector(line.getAttribute("href"));
      if (field) { event.preventDefault(); field.focus(); field.closest(".field")?.scrollIntoView({ block: "center" }); }
    }
  });
  const show = (button) => button.setAttribute("aria-pressed", String(shortcuts));

  // After loading, and after every piece that htmx brings.
  function prepare(part) {
    all("[data-shortcuts-switch]", part).forEach(show);
    window.seeland.forms(part);
    const wanted = part.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  }
  window.seeland = Object.assign(window.seeland || {}, { all, root });
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:after:swap", () => {
    prepare(document);
    const news = document.querySelector("[data-spoken]");
    const spoken = document.getElementById("spoken");
    if (news && spoken && spoken.textContent !== news.textContent) spoken.textContent = news.textContent;
  });
})();
