import { asset } from '../../web/assets.ts'
import { paths } from '../paths.ts'

/** What a browser needs to keep the board as an app; the colours are those of `styles.css`. */
export const manifest = () => ({
  id: '/',
  name: 'Onward: opportunities in AI safety',
  short_name: 'Onward',
  description: 'Internships, fellowships and fractional roles in AI safety',
  start_url: paths.board(),
  scope: '/',
  display: 'minimal-ui',
  lang: 'en',
  theme_color: '#0b6b5b',
  background_color: '#fbfaf7',
  icons: [{ src: asset('mark.svg'), type: 'image/svg+xml', sizes: 'any' }],
})
