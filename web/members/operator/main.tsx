import '#web/page/configure-zod.ts'
import '#web/styles/base.css'
import '#web/styles/controls.css'
import '../styles/members.css'
import { startPage } from '../page/start-page.tsx'
import { OperatorPage } from './operator-page.tsx'

await startPage('operator.page', <OperatorPage />)
