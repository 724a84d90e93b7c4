/** Check digits of the identifiers that a statement names. Each takes a string of the right form and says whether it adds up. */

const alphanumericValue = (character: string) => Number.parseInt(character, 36)

/** ISO 17442 Legal Entity Identifier: letters become 10 to 35, the whole number modulo 97 is 1 (ISO 7064 MOD 97-10). */
export function isLei(code: string): boolean {
  let remainder = 0
  for (const character of code) {
    const value = alphanumericValue(character)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** China's Unified Social Credit Code, GB 32100-2015: weights 3^i modulo 31 over the first 17 characters. */
export function isUscc(code: string): boolean {
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += usccAlphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return usccAlphabet[(31 - (sum % 31)) % 31] === code[17]
}

const weighted = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)

/** Russian taxpayer number INN of 10 (organisation) or 12 (person) digits. */
export function isInn(code: string): boolean {
  const tenth = [2, 4, 10, 3, 5, 9, 4, 6, 8]
  const control = (weights: readonly number[]) => (weighted(code, weights) % 11) % 10
  if (code.length === 10) return control(tenth) === Number(code[9])
  const eleventh = [7, ...tenth]
  return control(eleventh) === Number(code[10]) && control([3, ...eleventh]) === Number(code[11])
}

/** Russian register number OGRN (13 digits, modulo 11) or OGRNIP (15 digits, modulo 13). */
export function isOgrn(code: string): boolean {
  const body = BigInt(code.slice(0, -1))
  const modulus = code.length === 13 ? 11n : 13n
  return (body % modulus) % 10n === BigInt(code.at(-1)!)
}

/** CAS registry number: the last digit is the sum of the others, weighted from the right, modulo 10. */
export function isCas(code: string): boolean {
  const digits = code.replaceAll('-', '')
  const sum = [...digits.slice(0, -1)].reverse().reduce((total, digit, index) => total + Number(digit) * (index + 1), 0)
  return sum % 10 === Number(digits.at(-1))
}
