package io.blackstart.forecast;

import java.util.List;

/**
 * How fast servers really came back once: history beside a forecast, for scale. Not measured here.
 *
 * @param fromServers servers that were back at its begin
 * @param toServers servers that were back at its end
 * @param untilHours hours after services stopped
 * @param serversPerHour derived from stated figures
 */
public record HistoricRate(int fromServers, int toServers, double untilHours, double serversPerHour) {
    /** Kakao's own record of October 2022: by hand, as power came back floor by floor. */
    public static final List<HistoricRate> KAKAO_2022 =
            List.of(new HistoricRate(0, 12_000, 22.2, 1_000), new HistoricRate(12_000, 31_000, 88.6, 287));
}
