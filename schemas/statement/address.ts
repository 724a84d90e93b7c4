import * as z from 'zod'
import { form, text } from '../text.ts'
import { perCodes } from './codes.ts'

/** A postal address; lines from the most to the least specific, without city and country. */
export const address = perCodes((codes) =>
  z
    .strictObject({
      lines: z
        .array(text(70))
        .min(1, { error: 'Give at least one address line (street and number, or what is used there).' })
        .max(5, { error: 'At most five address lines fit.' }),
      city: text(35),
      region: codes.subdivision.optional(),
      postCode: text(16).optional(),
      country: codes.country,
    })
    .meta({ id: 'Address' }),
)

/** Where the goods will be used or kept. A region is needed where law differs below the country (place-rules.ts). */
export const place = perCodes((codes) =>
  z
    .strictObject({
      name: text(140).optional(),
      address: address(codes),
      /** WGS 84, degrees as decimal text. */
      position: z
        .strictObject({
          latitude: form(/^-?([0-8]?\d(\.\d{1,6})?|90)$/, 'Write the latitude in degrees between "-90" and "90".'),
          longitude: form(
            /^-?((1[0-7]|[0-9]?)\d(\.\d{1,6})?|180)$/,
            'Write the longitude in degrees between "-180" and "180".',
          ),
        })
        .optional(),
    })
    .meta({ id: 'Place' }),
)
