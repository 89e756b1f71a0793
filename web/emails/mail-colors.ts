/** The board's own colors, which mail programs cannot look up: light on the elements, dark in the head. */
export const light = {
  paper: '#fbfaf7',
  card: '#ffffff',
  ink: '#1c1e21',
  soft: '#5b6068',
  line: '#e4e0d8',
  accent: '#0b6b5b',
  weak: '#e2f1ed',
  warm: '#9a4a00',
}

export const dark: typeof light = {
  paper: '#14161a',
  card: '#1b1e24',
  ink: '#e8e6e1',
  soft: '#a3a8b0',
  line: '#2c313a',
  accent: '#5fd0b8',
  weak: '#17332e',
  warm: '#f0b072',
}

/** A link that has its own background keeps its own color. */
export const headStyle = `:root{color-scheme:light dark;supported-color-schemes:light dark}
.sheet>p:first-child{margin-top:0}
@media (max-width:480px){.sheet{padding:20px 16px 12px!important}}
@media (prefers-color-scheme:dark){
body,.paper{background:${dark.paper}!important}
.sheet{background:${dark.card}!important;border-color:${dark.line}!important}
body,td,p,div,li,b,h1,h2{color:${dark.ink}!important}
.line,blockquote{border-color:${dark.line}!important}
a:not([style*='background']){color:${dark.accent}!important}
.accent{color:${dark.accent}!important}
.soft{color:${dark.soft}!important}
.warm{color:${dark.warm}!important}
.weak{background:${dark.weak}!important}
.button{background:${dark.accent}!important}
.button a{background:${dark.accent}!important;color:${dark.paper}!important}
}`
