
// The guide's: its theme, and a way back to it.
{
  try {
    const theme = localStorage.getItem('suspension-theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch (e) {
    // A browser that keeps nothing: the system's theme it is.
  }
  document.addEventListener('DOMContentLoaded', () => {
    const link = document.createElement('a');
    link.className = 'to-guide';
    link.href = pathtoroot + '../../index.html';
    link.textContent = '← Guide';
    const bar = document.querySelector('.top-nav');
    if (bar) {
      bar.prepend(link);
    }
  });
}
