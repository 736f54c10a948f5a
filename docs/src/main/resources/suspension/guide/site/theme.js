// Runs before the first paint, so that no page flashes in the wrong theme.
{
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const theme = localStorage.getItem('suspension-theme');
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    }
  } catch {
    // A browser that keeps nothing: the system's theme it is.
  }
}
