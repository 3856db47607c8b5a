"""Yahoo Finance without cookie, crumb or client library: quotes by spark and chart, bars by chart."""
