/** Date and time to the minute: "Nov 23, 2026, 05:40". The time zone is shown beside it. */
export const dayAndMinute = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;
