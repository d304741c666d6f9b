// What is better with a script: ticks that stay on this device, a link to copy or share, focus on what went wrong.
// Nothing here sends anything; every page works without it.

const KEPT = "simexit/";

function kept(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(KEPT + name);
    if (value) localStorage.setItem(KEPT + name, "1");
    else localStorage.removeItem(KEPT + name);
  } catch {
    // a browser that keeps nothing: ticks last as long as the page
  }
  return null;
}

for (const box of document.querySelectorAll("[data-tick]")) {
  box.checked = kept(box.dataset.tick) === "1";
  box.addEventListener("change", () => kept(box.dataset.tick, box.checked));
}

for (const link of document.querySelectorAll("[data-forget]")) {
  link.addEventListener("click", () => {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name);
    } catch {
      // nothing is kept
    }
  });
}

const status = document.querySelector("[data-status]");
const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    status.textContent = copy.dataset.done;
  });
}
const share = document.querySelector("[data-share]");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
}

/** Open what the address points into; some browsers do so by themselves. */
function reveal() {
  for (let part = document.getElementById(location.hash.slice(1)); part; part = part.parentElement) {
    if (part.matches("details")) part.open = true;
  }
}
reveal();
addEventListener("hashchange", reveal);
document.querySelector("[data-focus]")?.focus();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
