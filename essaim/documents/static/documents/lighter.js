const HEAVY = 1_500_000
const LARGEST_SIDE = 2000

/** The picture made lighter before it leaves: a phone's photo weighs more than the hall's network likes. */
export async function lighter(file) {
  if (file.size < HEAVY || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" })
    const scale = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85))
    return made && made.size < file.size ? made : file
  } catch {
    return file // the server judges it
  }
}
