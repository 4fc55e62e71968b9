-- 15 s, twice as long with each attempt, at most 15 min, ± 20 %
strftime(
  '%Y-%m-%d %H:%M:%f', 'now',
  '+' || round(min(900, 15 << min(10, max(0, {attempts_used} - 1))) * (0.8 + abs(random() % 1000) / 2500.0), 3) || ' seconds'
)
