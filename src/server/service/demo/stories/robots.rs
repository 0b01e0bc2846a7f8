//! Robots that do not do what they should.

use super::{Story, Topic};

/// Acme's Robot Support.
pub const ROBOTS: Topic = Topic {
    tags: &[
        "hardware",
        "gripper",
        "calibration",
        "safety",
        "warranty",
        "firmware",
    ],
    notes: &[
        "Serial {serial} is from the batch with the weak brake springs. **Warranty applies**, even though it ran out in {month}.",
        "Spare part `{part}` is in stock in Rotterdam, {n} pieces left.",
        "Before we send anyone:\n\n1. firmware at least 4.1\n2. emergency stop chain checked\n3. photo of the type plate",
        "Mechanics says the noise on the recording is the harmonic drive. Would replace, not grease.",
    ],
    stories: &[
        Story {
            subject: "{robot} stops with error {error} after warm-up",
            description: "Our {robot} (serial {serial}) stops with error **{error}** about {n} minutes after start-up. A restart helps for a while.\n\nIt stands in cell 4 of the {site}. Nothing was changed since the last maintenance.",
            ask: "Thank you for the report. {error} points to the temperature sensor of axis 3. Could you send the diagnostics file (Menu > Service > Export) and tell me the room temperature?",
            reply: "The export is on its way by e-mail. The hall is at about 27 degrees at this time of year.",
            resolution: "The sensor of axis 3 reported values that were too high. It was replaced under warranty, and the {robot} has been running for two days without {error}.",
        },
        Story {
            subject: "Gripper of {robot} drops parts",
            description: "The gripper loses roughly one part in {n}0. Pressure reads 5.8 bar, the pads were replaced in {month}.\n\n- Robot: {robot}\n- Serial: {serial}\n- Product: sheet metal, 1.2 kg",
            ask: "Which pads did you fit, the standard or the high-friction ones? With sheet metal over 1 kg we recommend part {part}.",
            reply: "The standard ones, they came with the maintenance kit. We will order {part} then.",
            resolution: "Fitted high-friction pads ({part}) and raised the closing force to 60 %. No part lost in 2,000 cycles.",
        },
        Story {
            subject: "Calibration of {robot} lost after power cut",
            description: "We had a power cut on {weekday} and since then the {robot} is off by about {n} mm on all taught points. Do we really have to teach everything again?",
            ask: "You do not have to teach the points again. Please run the reference drive with the pin set (chapter 7.3) and tell me whether the offset is the same on every axis.",
            reply: "Reference drive done. The offset is gone on all axes but number 5.",
            resolution: "After the reference drive only axis 5 was off; its encoder battery was empty. With a new battery and a second reference drive all points are right again.",
        },
        Story {
            subject: "Unusual noise from axis 2 of {robot}",
            description: "Since last week axis 2 makes a grinding noise when it moves down under load. I can send a recording. The robot has about {n},400 operating hours.",
            ask: "Please do send the recording. Until we know more, reduce the speed to 50 % and keep people out of the cell.",
            reply: "Recording sent. We are running at half speed now, the noise is quieter but still there.",
            resolution: "The harmonic drive of axis 2 was worn. Our technician exchanged it at the {site}; the noise is gone and full speed is released again.",
        },
        Story {
            subject: "Emergency stop of {robot} cannot be reset",
            description: "The light curtain was triggered and now the emergency stop can't be reset although the curtain is free. The panel shows {error}. **Production is standing still.**",
            ask: "I will call you within the next ten minutes. Meanwhile please check whether both lamps on the safety relay are green.",
            reply: "Only the left lamp is green, the right one is blinking.",
            resolution: "One channel of the light curtain had a loose connector. Re-plugged and secured it together with your electrician; the safety test passed.",
        },
        Story {
            subject: "Firmware update of {robot} hangs at {n}7 %",
            description: "I tried to update from {version} as described in the newsletter. The bar has been at {n}7 % for an hour. Can I switch it off?",
            ask: "Please do not switch it off yet. Is the network lamp on the controller blinking, and did you update over USB or over the network?",
            reply: "Over USB. The lamp is off, I think. It still shows {n}7 %.",
            resolution: "The USB stick was formatted as exFAT, which the boot loader cannot read to the end. With a FAT32 stick the update to {version} went through.",
        },
        Story {
            subject: "Which lubricant for {robot}?",
            description: "The manual names two lubricants for the linear axis, page 31 and page 88 differ. Which one is right for the {robot}, serial {serial}?",
            ask: "Good catch. For serial numbers above SN-40000 the one on page 88 is right. Is your machine used in food production?",
            reply: "No, packaging only.",
            resolution: "For this serial number: the grease on page 88, {n} g per carriage every 500 hours. The manual will be corrected in the next edition.",
        },
    ],
};
