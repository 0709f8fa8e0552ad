/** A label at the start of a line, such as "Open coding". */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
