type City = { city: string; country: string; zone: string; currency: string }

const city = (name: string, country: string, zone: string, currency: string): City => ({
  city: name,
  country,
  zone,
  currency,
})

/** From the most to the least asked. */
export const cities: readonly City[] = [
  city('London', 'GB', 'Europe/London', 'GBP'),
  city('San Francisco', 'US', 'America/Los_Angeles', 'USD'),
  city('Berlin', 'DE', 'Europe/Berlin', 'EUR'),
  city('Washington', 'US', 'America/New_York', 'USD'),
  city('Brussels', 'BE', 'Europe/Brussels', 'EUR'),
  city('Paris', 'FR', 'Europe/Paris', 'EUR'),
  city('Toronto', 'CA', 'America/Toronto', 'CAD'),
  city('Zurich', 'CH', 'Europe/Zurich', 'CHF'),
  city('Bengaluru', 'IN', 'Asia/Kolkata', 'INR'),
  city('Singapore', 'SG', 'Asia/Singapore', 'SGD'),
  city('Prague', 'CZ', 'Europe/Prague', 'CZK'),
  city('Nairobi', 'KE', 'Africa/Nairobi', 'KES'),
  city('São Paulo', 'BR', 'America/Sao_Paulo', 'BRL'),
  city('Sydney', 'AU', 'Australia/Sydney', 'AUD'),
  city('Cape Town', 'ZA', 'Africa/Johannesburg', 'ZAR'),
  city('Tokyo', 'JP', 'Asia/Tokyo', 'JPY'),
  city('Mexico City', 'MX', 'America/Mexico_City', 'MXN'),
  city('Lagos', 'NG', 'Africa/Lagos', 'NGN'),
  city('Stockholm', 'SE', 'Europe/Stockholm', 'SEK'),
  city('Manila', 'PH', 'Asia/Manila', 'PHP'),
  city('Warsaw', 'PL', 'Europe/Warsaw', 'PLN'),
  city('Bogotá', 'CO', 'America/Bogota', 'COP'),
]
