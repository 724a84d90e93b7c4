import '#web/page/configure-zod.ts'
import '#web/styles/base.css'
import '#web/styles/controls.css'
import './styles/start.css'
import './styles/answer.css'
import './styles/compare.css'
import './styles/device.css'
import './styles/print.css'
import { render } from 'preact'
import { en } from '#web/words/en.ts'
import { loadWords } from '#web/words/load-words.ts'
import { WordsProvider, wordsOf } from '#web/words/words.tsx'
import { App } from './app.tsx'
import { takeFragment } from './take-fragment.ts'

const presented = takeFragment()
const words = wordsOf(await loadWords(en, navigator.languages))

document.documentElement.lang = words.catalogue.locale
document.documentElement.dir = words.catalogue.direction
document.title = words.say('page.title')

render(
  <WordsProvider words={words}>
    <App presented={presented} />
  </WordsProvider>,
  document.getElementById('page')!,
)
