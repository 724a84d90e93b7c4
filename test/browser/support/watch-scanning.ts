/** Notes when the last picture was taken from the camera, which is the one with the code, and when the verdict stood there. */
export const watchScanning = `() => {
  const draw = CanvasRenderingContext2D.prototype.drawImage
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    self.pictureAt = performance.now()
    return draw.apply(this, given)
  }
  new MutationObserver((_, observer) => {
    if (document.querySelector('.verdict') === null) return
    self.answeredAt = performance.now()
    observer.disconnect()
  }).observe(document.body, { childList: true, subtree: true })
}`
