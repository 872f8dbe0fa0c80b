import { brand } from '@/lib/brand';
import { type Html, html } from './html';

/** The reader's own fonts. None is fetched. */
export const fonts = 'system-ui,Segoe UI,Roboto,Arial,sans-serif';
export const monospaced = 'ui-monospace,Menlo,Consolas,monospace';

/** What every table needs that is there for the layout and not for data. */
export const bareTable = html`role="presentation" cellpadding="0" cellspacing="0" border="0"`;

// Word takes no direction from a page or from the table around; it must be told for each kind of element. The key is centred by its class.
const wordRtl = html`table,td,p,h1,div{direction:rtl;text-align:right}.key,.cap,.code{text-align:center!important}`;

/**
 * What inline styles cannot say: the narrow screen, the dark scheme, and a font that Word knows. Separate sheets,
 * because a client that stumbles over one drops the whole of it.
 */
export function styles(direction: 'ltr' | 'rtl'): Html {
  const { dark } = brand.colours;
  return html`<style>
@media (max-width:480px){.room{padding:28px 20px 20px!important}.edge{padding:14px 8px!important}.wide{width:100%!important;box-sizing:border-box;padding-left:0!important;padding-right:0!important}}
</style>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.paper,.code{background:${dark.paper}!important}
.card{background:${dark.card}!important;border-color:${dark.line}!important}
.ink{color:${dark.ink}!important}
.soft{color:${dark.soft}!important}
.rule{border-color:${dark.line}!important}
.key{background:${dark.accent}!important;border-color:${dark.accentEdge}!important}
.label{color:${dark.onAccent}!important}
}
</style>
<!--[if mso]><style>*{font-family:Segoe UI,Arial,sans-serif!important}.code{font-family:Consolas,monospace!important}${direction === 'rtl' ? wordRtl : ''}</style><![endif]-->`;
}
