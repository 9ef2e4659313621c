// A photo made light before it leaves the phone. Whatever fails, the photo itself is sent: the server does the same.
import { asJpeg, smaller } from "./shrink.js"

const MOST = 2000
const LIGHT = 600_000

/** The file to send for `file`: a smaller JPEG, or itself when it is light, no picture, or cannot be drawn. */
export async function light(file) {
  if (!file.type.startsWith("image/") || file.size < LIGHT) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" })
    const { width, height } = smaller(picture.width, picture.height, MOST) ?? picture
    const canvas = document.createElement("canvas")
    Object.assign(canvas, { width, height })
    canvas.getContext("2d").drawImage(picture, 0, 0, width, height)
    picture.close()
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85))
    return made && made.size < file.size ? new File([made], asJpeg(file.name), { type: "image/jpeg" }) : file
  } catch {
    return file
  }
}
