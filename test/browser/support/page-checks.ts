/** Controls that a finger misses: under 44 pixels. */
export const smallTargets = `() => [...document.querySelectorAll('button, a, summary, select, input, textarea, label.button, label.tick')]
  .filter((element) => !element.matches('.skip, label.tick input, .file-button input, footer a'))
  .map((element) => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44))
  .map(({ element, box }) => element.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)`

/** Controls on which the focus cannot be seen. */
export const focusWithoutMark = `() => [...document.querySelectorAll('button, a, summary, select, input, textarea')]
  .filter((element) => element.checkVisibility())
  .filter((element) => {
    element.focus({ focusVisible: true })
    const marked = (each) => getComputedStyle(each).outlineStyle !== 'none' && parseFloat(getComputedStyle(each).outlineWidth) >= 2
    return !marked(element) && !marked(element.parentElement)
  })
  .map((element) => element.outerHTML.slice(0, 80))`

/** Facts stand in <bdi>; options hold countries and editions; everything else with a letter bears marks of the catalogue. */
export const foreignWords = `() => {
  const marked = /[⟦⟧áéíóúýçñšžłřđţğķÁÉÍÓÚÝÇÑŠŽŁŘĐŢĞĶ]/
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement.closest('bdi, option:not([value=""])') === null) texts.push(node.data)
  }
  for (const name of ['aria-label', 'placeholder', 'alt', 'title', 'data-title']) {
    for (const element of document.querySelectorAll('[' + name + ']')) texts.push(element.getAttribute(name))
  }
  return texts.filter((text) => /\\p{L}/u.test(text) && !marked.test(text))
}`
