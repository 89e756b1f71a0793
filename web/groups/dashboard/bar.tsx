/** How much of the most there is, as a bar; the figure stands beside it. */
export const Bar = ({ value, most }: { value: number; most: number }) => (
  <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect width={most > 0 ? Math.round((1000 * value) / most) / 10 : 0} height="6" />
  </svg>
)
