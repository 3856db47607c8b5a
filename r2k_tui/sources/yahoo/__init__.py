"""Yahoo Finance through yfinance. Importing the package loads nothing heavy."""
