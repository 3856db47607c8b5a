"""Yahoo Finance through yfinance. Importing this loads nothing heavy."""
