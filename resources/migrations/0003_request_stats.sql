-- What the access log came to, hour by hour and endpoint by endpoint: kept when its rows have long gone. `hour` is when
-- the hour began, by the shop's clock on the wall; `durations` is a histogram of microseconds (requeststats.cpp).

CREATE TABLE request_stats (
    hour BIGINT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    calls BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    durations {blob} NOT NULL,
    PRIMARY KEY (hour, method, path)
);
