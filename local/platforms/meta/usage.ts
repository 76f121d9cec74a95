/** Percent of the allowance used; 0 leaves the header out, as Meta does below a threshold. */
export interface Usage {
  app: number
  business: number
  regainMinutes: number
}

/** X-App-Usage and X-Business-Use-Case-Usage; the regain time is in minutes. */
export function usageHeaders(
  usage: Usage,
  businessId: string,
  type: 'instagram' | 'pages',
): Record<string, string> {
  const spent = (percent: number) => ({ call_count: percent, total_cputime: percent, total_time: percent })
  const headers: Record<string, string> = {}
  if (usage.app > 0) headers['x-app-usage'] = JSON.stringify(spent(usage.app))
  if (usage.business > 0)
    headers['x-business-use-case-usage'] = JSON.stringify({
      [businessId]: [
        {
          type,
          ...spent(usage.business),
          estimated_time_to_regain_access: usage.regainMinutes,
        },
      ],
    })
  return headers
}
