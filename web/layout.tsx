import type { ComponentChildren } from 'preact'
import { paths } from '../src/paths.ts'
import { asset } from './assets.ts'
import { OwnNav } from './ui/own-nav.tsx'

type Props = {
  title: string
  /** The path of the navigation entry this page belongs to. */
  path?: string
  /** Which of one's own pages this is or belongs to, where it is not the account itself. */
  own?: string
  /** The way around a workspace of several, such as a group's, in place of one's own pages. */
  around?: ComponentChildren
  description?: string
  canonical?: string
  /** Pages behind a token or about one reader stay out of search engines. */
  hidden?: boolean
  /** Pages for those who sign in bring their own styles, so that the board stays light. */
  workspace?: boolean
  /** More for the head: feeds, structured data. */
  head?: ComponentChildren
  children: ComponentChildren
}

const navigation = [
  { path: paths.board(), label: 'Opportunities' },
  { path: paths.programs(), label: 'Programs' },
  { path: paths.organizations(), label: 'Organizations' },
  { path: paths.match(), label: 'Match me' },
  { path: paths.subscribe(), label: 'By mail' },
]
/** In sight on every screen, beside the mark or at the far end. */
const yours = [
  { path: paths.newOpportunity(), label: 'Post' },
  { path: paths.me(), label: 'Account' },
]

/** The frame of every page. */
export function Layout(props: Props) {
  const { title, path, own, around, description, canonical, hidden, workspace, head, children } = props
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Onward`}</title>
        {description && <meta name="description" content={description} />}
        {canonical && <link rel="canonical" href={canonical} />}
        {hidden && <meta name="robots" content="noindex" />}
        <meta property="og:site_name" content="Onward" />
        <meta property="og:type" content="website" />
        <meta property="og:title" content={title} />
        {description && <meta property="og:description" content={description} />}
        {canonical && <meta property="og:url" content={canonical} />}
        {canonical && <meta property="og:image" content={new URL(asset('card.png'), canonical).href} />}
        {head}
        <link rel="stylesheet" href={asset('styles.css')} />
        {workspace && <link rel="stylesheet" href={asset('workspace.css')} />}
        <link rel="manifest" href={paths.manifest()} />
        <link rel="icon" href={asset('mark.svg')} type="image/svg+xml" />
        <script type="module" src={asset('client.js')} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="top">
          <a class="mark" href={paths.board()}>
            Onward
          </a>
          <Entries label="Main" entries={navigation} path={path} />
          <Entries label="Yours" entries={yours} path={path} />
        </header>
        {around ?? (path === paths.me() && <OwnNav current={own ?? path} />)}
        {children}
        <footer class="foot soft">
          <p>Onward shows where to go next in AI safety, and says why. No tracking, no third parties.</p>
          <p>
            <a href={paths.apiDocs()}>API</a>
          </p>
        </footer>
      </body>
    </html>
  )
}

type Entry = { path: string; label: string }

const Entries = ({ label, entries, path }: { label: string; entries: Entry[]; path: string | undefined }) => (
  <nav aria-label={label}>
    {entries.map((entry) => (
      <a key={entry.path} href={entry.path} aria-current={entry.path === path ? 'page' : undefined}>
        {entry.label}
      </a>
    ))}
  </nav>
)
