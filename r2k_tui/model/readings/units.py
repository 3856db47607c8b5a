"""Units of the readings that an alert can watch: a copy of the readings table that loads without numpy."""

from __future__ import annotations

_KEYS = {
    "price": (
        "last_close record_close sma20 sma50 sma200 atr14 macd macd_signal macd_hist bb_upper bb_mid bb_lower "
        "donchian20_high donchian20_low donchian20_prev_high donchian55_high donchian55_low donchian55_prev_high "
        "chan63_upper chan63_lower chan126_upper chan126_lower chan252_upper chan252_lower"
    ),
    "fraction": (
        "ret_1d ret_5d ret_1m ret_ytd ret_1y maxdd_tr curdd_tr maxdd_px curdd_px mom_12_1 rs63 chan63_slope_ann "
        "chan126_slope_ann chan252_slope_ann rv21 rv63 rv252 rv21_pctile_2520 ewma_vol94 fhsvar95 fhscvar95 fhsvar99 "
        "fhscvar99 hvar95_252 hcvar95_252 hcvar_ru95_252 gvar95_252 gcvar95_252 cfvar95_252 cfcvar95_252 hvar99_252 "
        "hcvar99_252 hcvar_ru99_252 gvar99_252 gcvar99_252 cfvar99_252 cfcvar99_252 hvar95_1260 hcvar95_1260 "
        "hcvar_ru95_1260 gvar95_1260 gcvar95_1260 cfvar95_1260 cfcvar95_1260 hvar99_1260 hcvar99_1260 hcvar_ru99_1260 "
        "gvar99_1260 gcvar99_1260 cfvar99_1260 cfcvar99_1260 hvar95_full hcvar95_full hcvar_ru95_full gvar95_full "
        "gcvar95_full cfvar95_full cfcvar95_full hvar99_full hcvar99_full hcvar_ru99_full gvar99_full gcvar99_full "
        "cfvar99_full cfcvar99_full kupiec_p_250 kupiec_p_full christoffersen_p breach_rate_hvar95_252 "
        "kupiec_p_hvar95_252 christoffersen_p_hvar95_252 christoffersen_cc_p_hvar95_252 breach_rate_hvar99_252 "
        "kupiec_p_hvar99_252 christoffersen_p_hvar99_252 christoffersen_cc_p_hvar99_252 breach_rate_hvar95_1260 "
        "kupiec_p_hvar95_1260 christoffersen_p_hvar95_1260 christoffersen_cc_p_hvar95_1260 breach_rate_hvar99_1260 "
        "kupiec_p_hvar99_1260 christoffersen_p_hvar99_1260 christoffersen_cc_p_hvar99_1260 breach_rate_gvar95_252 "
        "kupiec_p_gvar95_252 christoffersen_p_gvar95_252 christoffersen_cc_p_gvar95_252 breach_rate_gvar99_252 "
        "kupiec_p_gvar99_252 christoffersen_p_gvar99_252 christoffersen_cc_p_gvar99_252 breach_rate_gvar95_1260 "
        "kupiec_p_gvar95_1260 christoffersen_p_gvar95_1260 christoffersen_cc_p_gvar95_1260 breach_rate_gvar99_1260 "
        "kupiec_p_gvar99_1260 christoffersen_p_gvar99_1260 christoffersen_cc_p_gvar99_1260 breach_rate_cfvar95_252 "
        "kupiec_p_cfvar95_252 christoffersen_p_cfvar95_252 christoffersen_cc_p_cfvar95_252 breach_rate_cfvar99_252 "
        "kupiec_p_cfvar99_252 christoffersen_p_cfvar99_252 christoffersen_cc_p_cfvar99_252 breach_rate_cfvar95_1260 "
        "kupiec_p_cfvar95_1260 christoffersen_p_cfvar95_1260 christoffersen_cc_p_cfvar95_1260 "
        "breach_rate_cfvar99_1260 kupiec_p_cfvar99_1260 christoffersen_p_cfvar99_1260 "
        "christoffersen_cc_p_cfvar99_1260 breach_rate_fhsvar95 kupiec_p_fhsvar95 christoffersen_p_fhsvar95 "
        "christoffersen_cc_p_fhsvar95 breach_rate_fhsvar99 kupiec_p_fhsvar99 christoffersen_p_fhsvar99 "
        "christoffersen_cc_p_fhsvar99 cagr_252 cagr_756 cagr_full"
    ),
    "date": (
        "record_close_date maxdd_tr_peak maxdd_tr_trough maxdd_tr_recovered maxdd_px_peak maxdd_px_trough "
        "maxdd_px_recovered"
    ),
    "flag": (
        "is_record_close donchian20_breakout donchian55_breakout chan63_intact_up chan126_intact_up chan252_intact_up"
    ),
    "count": (
        "record_closes_252d var_breaches_250 var_breaches_full breaches_hvar95_252 breaches_hvar99_252 "
        "breaches_hvar95_1260 breaches_hvar99_1260 breaches_gvar95_252 breaches_gvar99_252 breaches_gvar95_1260 "
        "breaches_gvar99_1260 breaches_cfvar95_252 breaches_cfvar99_252 breaches_cfvar95_1260 breaches_cfvar99_1260 "
        "breaches_fhsvar95 breaches_fhsvar99"
    ),
    "index": "rsi14 adx14 plus_di14 minus_di14",
    "ratio": (
        "bb_pctb obv_slope20_norm chan63_r2 chan63_z chan126_r2 chan126_z chan252_r2 chan252_z kupiec_lr_250 "
        "kupiec_lr_full sharpe_252_rf sortino_252_rf sharpe_252_rf0 sortino_252_rf0 calmar_252 sharpe_756_rf "
        "sortino_756_rf sharpe_756_rf0 sortino_756_rf0 calmar_756 sharpe_full_rf sortino_full_rf sharpe_full_rf0 "
        "sortino_full_rf0 calmar_full beta_spy_252 corr_spy_252"
    ),
    "shares": "obv_change_20d obv_slope20",
}
UNIT_OF: dict[str, str] = {key: unit for unit, keys in _KEYS.items() for key in keys.split()}
