#ifndef CASEBOOK_SHA256_H
#define CASEBOOK_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has instructions for SHA-256 that `casebook_sha256_compress` uses.
bool casebook_sha256_is_available(void);

/// Takes `count` blocks of 64 bytes into the eight words of `state`, with the 64 round constants.
///
/// Only to be called where `casebook_sha256_is_available()`.
void casebook_sha256_compress(
    uint32_t *state, const uint8_t *blocks, size_t count, const uint32_t *constants);

#endif
