// Puts a view into each element that asks for one, when it comes near the window.

const views = [];

function mount(root) {
  const data = JSON.parse(document.getElementById(root.dataset.source).textContent);
  root.timeline = new TimelineView(root, data, root.dataset.size === "small");
  views.push(root.timeline);
  if (!root.timeline.isSmall && window.innerWidth >= 1100 && !root.timeline.model.isEmpty) {
    root.timeline.toggleSummary();
  }
  root.timeline.draw();
  performance.mark("timeline shown");
}

const systemTheme = matchMedia("(prefers-color-scheme: dark)");
let chosenTheme = null;

function applyTheme() {
  document.documentElement.dataset.theme = chosenTheme ?? (systemTheme.matches ? "dark" : "light");
  views.forEach((view) => view.themeChanged());
}

function toggleTheme() {
  chosenTheme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  applyTheme();
}

applyTheme();
systemTheme.addEventListener("change", applyTheme);

const nearby = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((candidate) => candidate.isIntersecting)) {
    nearby.unobserve(entry.target);
    mount(entry.target);
  }
}, { rootMargin: "600px" });

document.querySelectorAll(".timeline").forEach((root) => nearby.observe(root));
document.querySelector("[data-theme-toggle]")?.addEventListener("click", toggleTheme);
