/** Check digits of transport. Each takes a string of the right form and says whether it adds up (domain.md 3.4). */

/** IATA Resolution 600a: the last of the eight digits after the airline's prefix is the other seven modulo 7. */
export function isAirWaybill(elevenDigits: string): boolean {
  return Number(elevenDigits.slice(3, 10)) % 7 === Number(elevenDigits[10])
}

/** ISO 6346: letters count 10 to 38 without the multiples of 11, position n weighs 2ⁿ; the sum modulo 11, modulo 10. */
export function isContainer(number: string): boolean {
  const sum = [...number.slice(0, 10)].reduce((total, character, at) => total + containerValue(character) * 2 ** at, 0)
  return (sum % 11) % 10 === Number(number[10])
}

function containerValue(character: string): number {
  const value = Number.parseInt(character, 36)
  // One multiple of 11 is skipped after A (10), another after K (21), another after U (32).
  return value < 10 ? value : value + Math.floor((value - 1) / 10)
}

/** IMO resolution A.1117(30): six digits weighed 7 to 2; the last digit of the sum is the seventh. */
export function isShip(sevenDigits: string): boolean {
  const sum = [...sevenDigits.slice(0, 6)].reduce((total, digit, at) => total + Number(digit) * (7 - at), 0)
  return sum % 10 === Number(sevenDigits[6])
}

const postalWeights = [8, 6, 4, 2, 3, 5, 9, 7] as const

/** UPU standard S10: eight digits weighed, 11 less the remainder modulo 11; 10 is written 0 and 11 is written 5. */
export function isPostalItem(number: string): boolean {
  const sum = postalWeights.reduce((total, weight, at) => total + weight * Number(number[at + 2]), 0)
  const check = 11 - (sum % 11)
  return (check === 10 ? 0 : check === 11 ? 5 : check) === Number(number[10])
}
