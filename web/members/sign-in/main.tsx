import '#web/page/configure-zod.ts'
import '#web/styles/base.css'
import '#web/styles/controls.css'
import '../styles/members.css'
import { startPage } from '../page/start-page.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { takeInvitation } from './take-invitation.ts'

const invitation = takeInvitation()
await startPage('sign-in.page', <SignInPage invitation={invitation} />)
