import { countryName } from '../places/countries.ts'
import { plainText } from '../text/plain.ts'
import type { Organization } from './merging.ts'

type Known = Pick<Organization, 'name' | 'website' | 'aboutHtml' | 'aboutMarkdown' | 'countries' | 'foundedOn'>

/** The form as it begins: what is known, as somebody would have typed it. */
export const typedOf = (known: Known): Record<string, string> => ({
  name: known.name,
  website: known.website ?? '',
  about: typedAbout(known),
  countries: known.countries.map(countryName).join(', '),
  foundedOn: known.foundedOn ?? '',
})

/** Text from elsewhere has no Markdown: its words, a line for each block. */
export const typedAbout = ({ aboutMarkdown, aboutHtml }: Pick<Known, 'aboutMarkdown' | 'aboutHtml'>) =>
  aboutMarkdown ??
  aboutHtml
    .split(/<\/(?:p|li|h\d|blockquote|pre|tr)>/)
    .map(plainText)
    .filter(Boolean)
    .join('\n\n')
