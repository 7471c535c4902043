enum ReportEmpty {}
