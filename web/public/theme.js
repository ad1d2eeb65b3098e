// Before the first paint, so that nobody sees the other theme for a moment. web/src/ui/theme.ts changes it later.
try {
  const theme = localStorage.getItem('pm-bot.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // A browser that keeps nothing shows the system's theme.
}
