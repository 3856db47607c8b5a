"""Invented exports in the shapes of each broker."""

from __future__ import annotations

SCHWAB = b"""\
"Positions for account Individual ...123 as of 09:40 PM ET, 2025/04/08"

"Symbol","Name","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis","Gain $ (Gain/Loss $)","Security Type",
"IWM","SMALL CAP ETF","100","$210.50","$21,050.00","$20,000.00","$1,050.00","ETFs & Closed End Funds",
"BRK/B","HOLDING COMPANY","1,000.5","$500.00","$500,250.00","--","--","Equity",
"ABC","SHORT ONE","(10)","$200.00","($2,000.00)","($1,900.00)","--","Equity",
"IWM 01/16/2026 220.00 C","CALL","-1","$2","($200.00)","($250.00)","--","Option",
"Cash & Cash Investments","--","--","--","$1,234.56","--","--","Cash and Money Market",
"Account Total","--","--","--","$520,534.56","$18,100.00","$1,050","--",
"""

SCHWAB_ALL = b"""\
"Positions for All-Accounts as of 10:00 AM ET, 04/08/2025"

"Individual ...123"
"Symbol","Description","Quantity","Price","Market Value","Cost Basis","Security Type"
"IWM","SMALL CAP ETF","100","$210.50","$21,050.00","$20,000.00","ETF"
"Account Total","--","--","--","$21,050.00","$20,000.00","--"

"Roth ...456"
"Symbol","Description","Quantity","Price","Market Value","Cost Basis","Security Type"
"IWN","VALUE ETF","10","$150.00","$1,500.00","$1,400.00","ETF"
"Cash & Cash Investments","--","--","--","$5.00","--","Cash and Money Market"
"Account Total","--","--","--","$1,505.00","$1,400.00","--"
"""

FIDELITY = (
    b"\xef\xbb\xbf"
    + b"""\
Account Number,Account Name,Symbol,Description,Quantity,Price,Current Value,Cost Basis Total,Average Cost Basis,Type
Z12345678,Individual,SPAXX**,HELD IN MONEY MARKET,,,$1523.11,,,Cash,
Z12345678,Individual,IWM,SMALL CAP ETF,100.5,$210.50,$21155.25,$20100.00,$200.00,Margin,
Z12345678,Individual,-IWM260116C220,IWM JAN 16 2026 $220 CALL,-1,$2.0,-$200,$250.00,$2.50,Margin,
222333444,ROTH IRA,FXAIX,INDEX FUND,10,$180,$1800,n/a,n/a,Cash,
222333444,ROTH IRA,91282CJL6,TREASURY NOTE,1000,$99,$990,$980,$0.98,Cash,
222333444,ROTH IRA,ABC,SHORT ONE,5,$20,-$100,$90,,Short,
222333444,ROTH IRA,Pending Activity,,,,-$500.00,,,,

"The data and information in this spreadsheet is provided to you solely for your use."

"Date downloaded Apr-08-2025 9:43 p.m ET"
"""
)

STATEMENT = b"""\
Statement,Header,Field Name,Field Value
Statement,Data,BrokerName,Interactive Brokers LLC
Account Information,Header,Field Name,Field Value
Account Information,Data,Account,U1234567 (Custom Consolidated)
Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Open,Quantity,Mult,Cost Price,Cost Basis,Code
Open Positions,Data,Summary,Stocks,USD,IWM,-,150,1,201,30150,
Open Positions,Data,Lot,Stocks,USD,IWM,"2025-04-08, 10:31:22",100,,200,20000,ST
Open Positions,Data,Lot,Stocks,USD,IWM,"2025-05-08, 10:31:22",50,,203,10150,ST
Open Positions,Data,Summary,Stocks,USD,BRK B,-,"1,000",1,400,400000,
Open Positions,SubTotal,,Stocks,USD,,,,,,430150,
Open Positions,Data,Summary,Stocks,GBP,VOD,-,500,1,0.72,360,
Open Positions,Data,Summary,Stocks,EUR,XYZ,-,5,1,72,360,
Open Positions,Data,Summary,Equity and Index Options,USD,IWM 16JAN26 220 C,-,-1,100,2.5,-250,
Open Positions,Total,,Stocks,USD,,,,,,430150,
Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures,
Cash Report,Data,Starting Cash,USD,900,900,0,
Cash Report,Data,Ending Cash,Base Currency Summary,1500.5,1500.5,0,
Cash Report,Data,Ending Cash,USD,1000.5,1000.5,0,
Cash Report,Data,Ending Cash,EUR,430,430,0,
Financial Instrument Information,Header,Asset Category,Symbol,Description,Conid,Listing Exch,Multiplier
Financial Instrument Information,Data,Stocks,IWM,SMALL CAP ETF,1,ARCA,1
Financial Instrument Information,Data,Stocks,VOD,PHONES,2,LSE,1
"""

FLEX = b"""\
"ClientAccountID","CurrencyPrimary","AssetClass","Symbol","ListingExchange","Quantity","OpenPrice","OpenDateTime","LevelOfDetail"
"U123","USD","STK","IWM","ARCA","150","201","","SUMMARY"
"U123","USD","STK","IWM","ARCA","150","201","20250408;103122","LOT"
"U124","USD","OPT","IWM   260116C00220000","CBOE","-1","2.5","","SUMMARY"
"U124","USD","STK","ABC","NYSE","-5","25","","SUMMARY"
"ClientAccountID","CurrencyPrimary","EndingCash"
"U123","BASE_SUMMARY","1000"
"U123","USD","1000"
"""

GENERIC = b"""\
Symbol,SHARES,cost,Opened,Account,Currency
iwm,100,210.5,2025-04-08,main,USD
VOD.L,5,0.72,,main,GBP
brk.b,-2,,,,
CASH,500,,,main,
"""
