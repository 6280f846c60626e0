/* From the float network to the file that the engine maps: weights to int8, activations calibrated on training sentences. */
#ifndef TRAIN_EXPORT_H
#define TRAIN_EXPORT_H

#include "core/buf.h"
#include "lib/network.h"

/* `bank` is the source as which the model will read: its vector becomes part of the mix. */
dp_status export_network(const network *net, const corpus *c, uint32_t bank, buf *out, dp_error *err);

#endif
