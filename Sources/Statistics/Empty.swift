enum StatisticsEmpty {}
