const mark = 'int64:'

/** Stands for a number that JavaScript can't hold, until `toJson`. */
export const int64 = (digits: string) => mark + digits

/** JSON in which those numbers are written as bare digits. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(new RegExp(`"${mark}(\\d+)"`, 'g'), '$1')
}
