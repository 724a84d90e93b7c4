import * as z from 'zod'

// zod tries `new Function` to be faster, which the content security policy refuses and reports.
z.config({ jitless: true })
