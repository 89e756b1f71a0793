import { renderToString } from 'preact-render-to-string'

/** How wide and high a list stands in another site's page unless it asks for less. */
export const EMBEDDED = { width: 720, height: 560 }

/** What another site puts into its page to show a list of ours. */
export const embedCode = (src: string, title: string, size = EMBEDDED) =>
  renderToString(<iframe src={src} title={title} {...size} loading="lazy" frameborder="0" />)
