/**
 * Stands in the bundle for what makes text of HTML and back in the library that reads mail (see wrangler.toml): of mail
 * that comes back only the report is read.
 */
const nothing = () => ''

export { nothing as formatHtmlHeader, nothing as formatTextHeader, nothing as htmlToText, nothing as textToHtml }
