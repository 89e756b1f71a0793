const PROMOTER_FROM = 9
const DETRACTOR_TO = 6

/**
 * The net promoter score of answers from 0 to 10, from -100 to 100: the percentage of 9 and 10 minus that of 0 to 6
 * (Reichheld, "The One Number You Need to Grow", Harvard Business Review, December 2003). Null of nothing. It is
 * another thing than the mean of the same answers.
 */
export function nps(answers: readonly number[]): number | null {
  if (!answers.length) return null
  const promoters = answers.filter((answer) => answer >= PROMOTER_FROM).length
  const detractors = answers.filter((answer) => answer <= DETRACTOR_TO).length
  return (100 * (promoters - detractors)) / answers.length
}
