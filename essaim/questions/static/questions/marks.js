/** What one person sees of « moi aussi » under a question: nothing under their own, pressed under those they joined. */
export function marks(question, said, own) {
  const has = (list) => list.split(" ").includes(question)
  return { hidden: has(own), pressed: has(said) }
}
