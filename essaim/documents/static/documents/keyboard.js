/** While `element` is written in on a phone, `--keyboard` is how much of the window its keyboard hides. Gives what undoes it. */
export function aboveKeyboard(element) {
  const view = window.visualViewport
  if (!view) return () => {}
  const look = () => element.style.setProperty("--keyboard", `${Math.max(0, Math.round(innerHeight - view.height - view.offsetTop))}px`)
  view.addEventListener("resize", look)
  view.addEventListener("scroll", look)
  look()
  return () => { view.removeEventListener("resize", look); view.removeEventListener("scroll", look) }
}
