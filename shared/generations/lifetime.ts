/** A turn that did not end in time is given up this long after. */
export const graceMs = 10_000
/** Of one image, however it comes. */
export const maxImageBytes = 50_000_000
