// Forms: sent once, filters sent at once, dangerous steps asked about, rows ticked, what is focused stays focused.
"use strict";
(function () {
  const { all, root } = window.seeland;
  const once = new WeakSet();

  // A form is sent once; coming back with the browser's arrow opens it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (event.defaultPrevented) return;
    form.dataset.sent = "yes";
    setTimeout(() => all("button:not([type=button])", form).forEach((button) => button.setAttribute("aria-disabled", "true")), 0);
  });
  function reopen(from) {
    all("form[data-sent]", from).forEach((form) => {
      delete form.dataset.sent;
      all("button[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    });
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) reopen(document); });
  document.addEventListener("htmx:finally:request", () => reopen(document));

  // data-ask on a button: one calm question before what cannot be undone.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-ask]");
    const ask = document.getElementById("ask");
    if (!button || !ask || !ask.showModal || button.dataset.agreed) return;
    event.preventDefault();
    document.getElementById("ask-text").textContent = button.dataset.ask;
    ask.returnValue = "";
    ask.onclose = () => {
      button.focus();
      if (ask.returnValue !== "yes") return;
      button.dataset.agreed = "yes";
      button.click();
      delete button.dataset.agreed;
    };
    ask.showModal();
  });

  // Filters go at once when a choice changes; empty boxes do not lengthen the address.
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-autosubmit]");
    if (box && box.form) box.form.requestSubmit();
    const row = event.target.closest(".pick-one, .pick-all input");
    if (row) tick(row);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-filters]") || event.defaultPrevented) return;
    const empty = all("input, select", event.target).filter((box) => box.value === "" && !box.disabled);
    empty.forEach((box) => { box.disabled = true; });
    setTimeout(() => empty.forEach((box) => { box.disabled = false; }), 0);
  }, true);

  // Ticked rows: the head ticks all, the bar says how many.
  function tick(box) {
    const list = box.closest("table");
    const rows = all(".pick-one", list);
    const head = list.querySelector(".pick-all input");
    if (box === head) rows.forEach((row) => { row.checked = head.checked; });
    const picked = rows.filter((row) => row.checked).length;
    if (head) { head.checked = picked === rows.length && picked > 0; head.indeterminate = picked > 0 && picked < rows.length; }
    all("[data-bulk]").forEach((bar) => {
      bar.toggleAttribute("data-empty", picked === 0);
      const words = bar.querySelector("[data-bulk-count]");
      words.textContent = picked + " " + words.dataset.bulkCount;
    });
  }

  function forms(part) {
    all(".pick-all:empty", part).forEach((place) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", place.dataset.pickAll);
      place.append(box);
      place.nextElementSibling?.remove();
      tick(box);
    });
    all("textarea[data-count]", part).forEach((box) => {
      if (once.has(box)) return;
      once.add(box);
      const left = document.createElement("p");
      left.className = "left";
      box.after(left);
      const count = () => { left.textContent = (box.maxLength - box.value.length) + " " + box.dataset.count; };
      box.addEventListener("input", count);
      count();
    });
  }

  // htmx replaces a piece of the page: the focus goes back to the same id, or to the piece itself, never to nowhere.
  // A fold of the list that stood open stays open, so that one filter can follow another.
  let last = "";
  let unfolded = [];
  document.addEventListener("htmx:before:swap", () => {
    last = document.activeElement ? document.activeElement.id : "";
    unfolded = all(".fold[open]").map((fold) => fold.querySelector("summary").id);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    unfolded.forEach((id) => { document.getElementById(id)?.closest("details").setAttribute("open", ""); });
    if (document.activeElement && document.activeElement !== document.body) return;
    const again = last && document.getElementById(last);
    const piece = again || (event.target instanceof Element && document.contains(event.target) ? event.target : document.getElementById("main"));
    if (!piece) return;
    if (!again && piece.tabIndex < 0 && !piece.hasAttribute("tabindex")) piece.setAttribute("tabindex", "-1");
    piece.focus({ preventScroll: true });
    if (again && piece.matches("input[type=search], input[type=text]")) piece.setSelectionRange(piece.value.length, piece.value.length);
  });

  // A filter whose answer is another page (signed out, gone, broken) goes there as a link would; so does one without
  // an answer. What stands around the replaced piece and repeats the address follows it.
  document.addEventListener("htmx:before:response", (event) => {
    const { raw, status } = event.detail.ctx.response;
    if (!raw.redirected && status < 400) return;
    event.preventDefault();
    window.location.assign(raw.redirected ? raw.url : event.detail.ctx.request.action);
  });
  document.addEventListener("htmx:error", (event) => {
    const asked = event.detail && event.detail.ctx && event.detail.ctx.request;
    if (asked && /^get$/i.test(asked.method) && !event.detail.ctx.response) window.location.assign(asked.action);
  });
  document.addEventListener("htmx:after:history:update", () => {
    const here = window.location.pathname + window.location.search;
    all(".tongues a[href]").forEach((link) => {
      const address = new URL(link.href);
      if (!address.searchParams.has("next")) return;
      address.searchParams.set("next", here);
      link.href = address.href;
    });
  });

  Object.assign(window.seeland, { forms, root });
})();
