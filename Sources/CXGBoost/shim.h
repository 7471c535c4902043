// Types only: the library itself is opened on first use, so that a notebook without boosting
// never pays for loading it.
#include <stdint.h>
#include <xgboost/c_api.h>
