/** Whether a requirement or a person's skill comes with machine-learning knowledge. */
export type Side = 'technical' | 'non_technical'

/** A line of work. The key is name and side: Research on one side is not Research on the other. */
export type Profession = {
  id: string
  name: string
  side: Side
  aliases: readonly string[]
  definition: string
}

/** The outcomes that movement building is measured by. */
type Outcome = 'contributors' | 'contributions' | 'coordination'

/** Something a person can do. `broader` is the id of a skill of the same side. */
export type Skill = {
  id: string
  name: string
  side: Side
  aliases: readonly string[]
  broader: string | null
  definition: string
  effect: { on: Outcome; example: string }
}
