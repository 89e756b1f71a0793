/** The parts of a profile, in their order; each can be saved by itself. */
export const steps = ['time', 'skills', 'wants', 'where', 'background'] as const
export type Step = (typeof steps)[number]

export const stepWords: Record<Step, string> = {
  time: 'Time you can give',
  skills: 'What you can do',
  wants: 'What you want',
  where: 'Where',
  background: 'Background',
}
